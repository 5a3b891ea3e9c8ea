/**
 * Writes the traditional characters of a name as simplified ones, so that 陳、鄧 and 歐陽 are found by
 * 陈、邓 and 欧阳 and the other way round. One character answers one character: positions stay.
 *
 * It is for finding, never for showing: a name keeps the characters its owner uses. Only characters
 * that occur in names are known; any other stays as it is.
 */
export function toSimplified(text: string): string {
  if (!mayHoldTraditional(text)) return text
  let simplified = ''
  for (const character of text) simplified += simplifiedOf.get(character) ?? character
  return simplified
}

/** Latin names and numbers need no look into the table. */
function mayHoldTraditional(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) >= 0x4e00) return true
  }
  return false
}

/** Pairs: traditional, then simplified. Checked character by character against OpenCC's t2s table. */
const pairs =
  '趙赵錢钱孫孙吳吴鄭郑馮冯陳陈衛卫蔣蒋瀋沈韓韩楊杨許许呂吕張张嚴严華华薑姜謝谢鄒邹竇窦蘇苏範范魯鲁韋韦馬马鳳凤鮑鲍費费賀贺湯汤羅罗畢毕鄔邬樂乐時时齊齐顧顾黃黄蕭萧貝贝計计談谈龐庞項项閔闵' +
  '賈贾婁娄顏颜駱骆萬万盧卢繆缪幹干應应鄧邓單单諸诸鈕钮龔龚榮荣陸陆儲储糾纠烏乌車车寧宁厲厉劉刘葉叶龍龙薊蓟懷怀從从賴赖藺蔺喬乔陰阴鬱郁蒼苍雙双聞闻黨党譚谭貢贡勞劳酈郦壽寿邊边農农溫温別别' +
  '莊庄閻阎連连習习魚鱼鞏巩師师厙厍聶聂曉晓饒饶闞阚豐丰關关歐欧陽阳蓋盖後后紅红遊游權权帥帅緱缑況况東东長长宮宫門门離离鐘钟鍾钟軒轩轅辕遲迟鮮鲜閭闾顓颛駟驷轉转穀谷萇苌澗涧傑杰偉伟強强軍军' +
  '麗丽艷艳豔艳靜静蘭兰潔洁飛飞鵬鹏輝辉煒炜瑋玮瑤瑶瓊琼瑩莹瓏珑琺珐璉琏環环銘铭鋒锋鋼钢鐵铁銀银鈺钰鎮镇錦锦鏡镜鑒鉴鑑鉴鈞钧鉅巨鋭锐銳锐鍵键鏞镛鐸铎鑄铸鎔镕錚铮釗钊釧钏鈴铃鍇锴錫锡鎧铠鏗铿' +
  '鑰钥學学實实寶宝賓宾賢贤貴贵賦赋贊赞贇赟資资質质財财貞贞賞赏賜赐義义慶庆憶忆愛爱戀恋憲宪態态懌怿恆恒惲恽勝胜勛勋勳勋動动勵励務务勁劲國国園园圍围圖图團团圓圆堅坚場场塵尘壯壮壺壶夢梦奮奋' +
  '奪夺婦妇媽妈嫻娴嫺娴嬌娇嬋婵嬡嫒嬪嫔嬰婴孌娈導导將将專专尋寻對对層层島岛峽峡嵐岚嶺岭嶽岳崗岗崢峥巖岩帶带幫帮幣币庫库廣广廳厅廟庙廠厂彥彦彌弥彎弯徑径徵征復复衝冲揚扬換换據据擇择擊击擔担' +
  '攝摄敵敌數数書书曄晔曇昙暉晖曆历曠旷暢畅會会術术朧胧極极構构樺桦檉柽樹树樸朴橋桥機机檔档檸柠櫻樱欄栏歡欢歲岁歷历歸归殘残氣气漢汉滿满漁渔澤泽濤涛潤润濟济濱滨瀾澜瀟潇灣湾淵渊淺浅渾浑湧涌' +
  '準准滄沧漣涟漸渐濃浓瀅滢瀧泷灃沣淨净淚泪煥焕煙烟煉炼燁烨燈灯燦灿爍烁爐炉爭争爺爷爾尔牽牵犢犊獨独獻献獲获現现琿珲瑪玛畫画當当疊叠發发盡尽監监盤盘矯矫碩硕確确礎础禮礼禎祯禍祸祿禄禕祎種种' +
  '稱称穎颖穩稳積积窮穷竅窍競竞筆笔筍笋節节築筑簡简籌筹簫箫籃篮籬篱類类糧粮紀纪約约紋纹納纳純纯紗纱紛纷紡纺級级細细紳绅紹绍終终組组結结絡络給给絨绒統统絲丝絹绢綏绥經经綜综綠绿維维綱纲網网' +
  '綺绮綾绫綿绵緒绪緣缘編编緯纬練练縈萦縝缜縱纵織织繪绘繡绣繹绎繼继續续纓缨纖纤羥羟聖圣聰聪聲声聯联職职肅肃膚肤膽胆臨临臺台與与興兴舉举舊旧艦舰藝艺莖茎莢荚萊莱蓀荪蓮莲蔭荫蔥葱蕓芸蕎荞薈荟' +
  '薔蔷薩萨藍蓝藥药藹蔼蘆芦蘊蕴蘋苹虛虚號号蝦虾螢萤蠶蚕補补裝装裡里見见規规視视覓觅覺觉覽览親亲觀观訓训記记訊讯訪访設设評评詠咏詢询試试詩诗誠诚話话詳详誌志認认語语說说誼谊諒谅論论諭谕諾诺' +
  '謀谋謙谦講讲謹谨證证識识譜谱譯译議议護护讀读變变讓让賽赛贏赢躍跃軼轶載载輔辅輕轻輪轮輯辑輸输轍辙辭辞達达遠远適适選选遙遥遞递遷迁邁迈運运過过還还進进鄉乡鄰邻釋释錄录鍛锻閃闪開开閏闰閑闲' +
  '間间閣阁闊阔闖闯陣阵隊队階阶際际隨随險险隱隐隴陇雋隽雖虽雜杂雞鸡難难雲云電电霧雾靈灵靚靓韜韬韻韵響响順顺須须頌颂頎颀頓顿頡颉頤颐頻频題题願愿顯显風风飄飘養养餘余館馆馭驭馳驰駒驹駕驾駿骏' +
  '騁骋騏骐騫骞騰腾驊骅驍骁驚惊驥骥驪骊體体鬧闹鯤鲲鯉鲤鴻鸿鵑鹃鵡鹉鶯莺鶴鹤鷗鸥鷺鹭鷹鹰鸞鸾麥麦點点齡龄龜龟龢和儀仪億亿優优儷俪儼俨兒儿兩两冊册凱凯劍剑創创劇剧劃划勻匀區区協协卻却參参員员' +
  '問问啟启啓启喚唤喪丧嘯啸囑嘱堯尧塊块報报壇坛壘垒夾夹奧奥奬奖獎奖妝妆姍姗婭娅屬属嶸嵘巔巅幟帜幗帼廬庐悅悦憐怜懇恳掃扫撫抚擁拥攬揽斕斓晉晋晝昼曬晒條条棟栋棲栖楓枫業业槍枪樓楼橫横欽钦淩凌' +
  '瀏浏灝灏為为烴烃無无熾炽燾焘犖荦狀状獅狮瑣琐瓔璎璣玑璽玺畝亩皚皑盞盏睜睁穌稣篤笃紓纾絳绛綢绸綸纶緹缇縉缙羨羡翹翘脈脉臘腊艙舱蒔莳藎荩衆众眾众裊袅詡诩誕诞諄谆譽誉讚赞貿贸輿舆轟轰邏逻鄴邺' +
  '鄺邝釵钗鈦钛鈮铌鉑铂鉉铉銓铨銥铱鏢镖闕阙闡阐陝陕雛雏霽霁靄霭韞韫頊顼頲颋飆飙饋馈駐驻騅骓驕骄鴿鸽鵝鹅鵲鹊鸝鹂俠侠倫伦側侧備备傳传傘伞債债僑侨來来併并個个們们倉仓嘆叹囂嚣壢坜嬈娆嬙嫱孿孪' +
  '懸悬擺摆敘叙斂敛斷断檜桧櫟栎滬沪滌涤潛潜瀕濒瀘泸荊荆莧苋蒞莅蒓莼蕘荛諶谌諤谔謐谧邨村鄆郓鄖郧鈐钤鉞钺鉻铬驛驿鸚鹦'

const simplifiedOf = new Map<string, string>()
const characters = [...pairs]
for (let index = 0; index + 1 < characters.length; index += 2) {
  simplifiedOf.set(characters[index] ?? '', characters[index + 1] ?? '')
}
