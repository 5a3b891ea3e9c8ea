/** 恢复: a vault whose password is forgotten and a new key for one. The administrators' words are in `admin`. */
export const recovery = {
  // On the device that cannot open its vault.
  forgot: '忘记了原密码：请两位管理员恢复',
  title: '等待管理员恢复',
  text: '本机的记录一条都不会删除。两位管理员同意后，这里会用新密码自动打开。',
  checkCode: '核对码',
  checkCodeText: '请当面或打电话把核对码念给管理员。',
  steps: '进度',
  step: { asked: '等待受理', requested: '等待第二位管理员', approved: '等待打开' },
  stateText: {
    asked: '申请已送达，等一位管理员受理。',
    requested: '一位管理员已受理，等另一位同意。',
    approved: '两位管理员已同意，正在等他们用恢复码打开。',
    answered: '已恢复，正在打开…',
    done: '已恢复，正在打开…',
    refused: '这次申请没有通过。请和管理员确认后再申请一次。',
    expired: '这次申请过了期限。可以再申请一次。',
  },
  until: (when: string) => `有效期到 ${when}`,
  look: '现在看看',
  again: '再申请一次',
  remembered: '想起原密码了',
  // A new key for this device.
  renew: '重新加密本机数据',
  renewText: '换一把新钥匙，怀疑密码被人看到时用',
  renewSheet:
    '行伴会锁定几秒再自动打开，之后在后台把本机资料用新钥匙重新加密，不影响使用。PIN 和指纹、面容解锁要重新设置。',
  password: '密码',
  renewed: '已换新钥匙，资料正在后台重新加密',
  renewOffline: '重新加密需要联网。',
}
