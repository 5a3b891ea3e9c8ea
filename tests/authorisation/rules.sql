-- Who may read and write what, written from sections 2 and 3 of docs/sync.md alone (SC1, SC2, SC5). The same text runs on
-- SQLite and PostgreSQL. What differs between them comes before it: `documents` and `requests`, JSON as it was stored and
-- as it was sent; `touched`, the fields that a request names, and what they shall be; `writers`, who ever wrote in a record.

-- Records that are there, and what creating ones would make (`no` is the number of the request).
create temp table things (
  no integer, type text, id text, scope text, seq integer, maker text,
  branch text, owner text, customer text, assignee text, asked_by text, author text, restricted integer,
  respondent text, received_by text, from_id text, to_id text, typed_by text
);
create index temp_things on things (type, id);

create temp table asked (
  no integer, staff text, author text, type text, id text, kind text,
  assignee text, event_kind text, event_by text
);

-- SC1: where a thing belongs, by its data and by who owns its customer.
create temp view placed as
select t.*,
  case
    when t.type in ('branch', 'rule-table') then 'org'
    when t.type = 'task' and t.asked_by is not null then 'staff'
    when t.type in ('staff', 'customer', 'handover') then 'branch'
    when t.type in ('profile', 'interaction', 'important-date',
      'need', 'finance-snapshot', 'relation', 'service-plan',
      'churn-signal', 'consent', 'life-event') then 'portfolio'
    when t.type in ('task', 'feedback') and t.customer is not null then 'portfolio'
    when t.type = 'feedback' then 'branch'
    when t.type = 'template' and t.owner is null then 'branch'
    when t.type = 'complaint' and t.restricted = 1 then 'complaints-restricted'
    when t.type = 'complaint' then 'complaints'
    else 'staff'
  end as kind,
  case
    when t.type in ('branch', 'rule-table') then ''
    -- A customer that it names is one of their branch.
    when t.type = 'task' and t.asked_by is not null
      then case when t.customer is null or card.branch = t.branch then t.branch end
    when t.type in ('staff', 'customer', 'handover', 'complaint') then t.branch
    when t.type in ('profile', 'interaction', 'important-date',
      'need', 'finance-snapshot', 'relation', 'service-plan',
      'churn-signal', 'consent', 'life-event') then card.owner
    when t.type in ('task', 'feedback') and t.customer is not null then card.owner
    when t.type = 'feedback' then t.branch
    when t.type in ('task', 'preference') then t.assignee
    when t.type = 'template' then coalesce(t.owner, t.branch)
    -- What a colleague typed lies with the present owner as long as it waits.
    when t.type = 'sync-issue' and t.typed_by is null then t.maker
    else coalesce(waiting_card.owner, substr(t.scope, 7))
  end as holder
from things t
left join things card on card.no is null and card.type = 'customer' and card.id = t.customer
left join handed_over waiting on t.type = 'sync-issue' and waiting.issue = t.id and waiting.state = 'open'
left join things waiting_card
  on waiting_card.no is null and waiting_card.type = 'customer' and waiting_card.id = waiting.customer;

-- The branch that a thing is of; none for what the whole organisation reads.
create temp view settled as
select p.*, case
    when p.type = 'task' and p.asked_by is not null then p.holder
    when p.kind in ('staff', 'portfolio') then s.branch_id
    when p.kind <> 'org' then p.holder
  end as at_branch
from placed p left join staff s on s.id = p.holder and p.kind in ('staff', 'portfolio');

-- SC2: the table of scopes and roles. Whoever has left holds nothing.
create temp view holds as
select id as staff, 'org' as kind, '' as holder from staff where active = 1
union all select id, 'staff', id from staff where active = 1
union all select id, 'branch', branch_id from staff where active = 1 and role <> 'admin'
-- What lies between colleagues of a branch.
union all select id, 'staff', branch_id from staff where active = 1 and role <> 'admin'
union all select id, 'complaints', branch_id from staff where active = 1 and role <> 'admin'
union all select id, 'portfolio', id from staff where active = 1 and role in ('rm', 'lead')
union all select id, 'complaints-restricted', branch_id from staff
  where active = 1 and role in ('lead', 'consumer_protection')
union all select l.id, 'portfolio', c.id from staff l
  join staff c on c.branch_id = l.branch_id and c.id <> l.id
  where l.active = 1 and l.role = 'lead';

-- SC2, SC5: what each person reads. Nobody reads a complaint whose respondent is himself, or a task between two others.
create temp view readable as
select h.staff, s.type, s.id, s.seq, s.scope from settled s
join holds h on h.kind = s.kind and h.holder = s.holder
where s.no is null and (s.type <> 'complaint' or coalesce(s.respondent, '') <> h.staff)
  and (s.type <> 'task' or s.asked_by is null or h.staff in (s.asked_by, s.assignee));

create temp view misplaced as
select type, id, scope, kind, holder from placed
where no is null and scope <> case kind when 'org' then 'org' else kind || ':' || coalesce(holder, '?') end;

-- SC5: whether the person may do it. `nothing`: for this person there is no such record, or no such customer for it to
-- hang on. Each line is one of the table “Who may write what”.
create temp view verdicts as
select a.no, case
  when exists (select 1 from erased_records e where e.id in (a.id, new.customer)) then 'erased'
  when a.author <> a.staff then 'no'
  when a.kind <> 'create' and (old.type is null or coalesce(old.at_branch, me.branch_id) <> me.branch_id)
    then 'nothing'
  when old.type is null and new.kind = 'portfolio' and coalesce(new.at_branch, '') <> me.branch_id
    then 'nothing'
  when old.type is null and new.asked_by is not null and new.type = 'task' and new.holder is null then 'nothing'
  -- A look at a masked value: whoever may read it, and who has handed the customer on since and not got it back.
  when a.kind = 'look' and (
    exists (select 1 from readable r where r.staff = me.id and r.type = a.type and r.id = a.id)
    or exists (select 1 from moves m
      join things card on card.no is null and card.type = 'customer' and card.id = m.customer
      where m.from_staff = me.id and card.owner <> me.id
      and m.customer = case a.type when 'customer' then a.id else old.customer end)) then 'yes'
  when case a.type
    when 'customer' then case
      when old.type is null then new.branch = me.branch_id and (
        (me.role = 'rm' and new.owner = me.id)
        or (me.role in ('lead', 'lobby', 'teller') and owner.role in ('rm', 'lead')))
      else old.branch = me.branch_id and me.role <> 'admin' and (
        me.role = 'lead' or old.owner = me.id
        or (a.kind in ('patch', 'edit-text', 'add', 'remove') and not exists (
          select 1 from touched x where x.no = a.no
          and x.field not in ('salutation', 'likes', 'taboos', 'specialCare', 'pinnedNote'))))
      end
    when 'profile' then held.staff is not null
    when 'important-date' then held.staff is not null
    when 'service-plan' then held.staff is not null
    when 'churn-signal' then held.staff is not null
    when 'consent' then held.staff is not null
    when 'life-event' then held.staff is not null
    when 'relation' then held.staff is not null
    when 'finance-snapshot' then held.staff is not null
    when 'need' then held.staff is not null
    when 'interaction' then held.staff is not null and (a.kind <> 'create' or new.author = me.id)
    when 'feedback' then case
      when coalesce(old.kind, new.kind) = 'portfolio'
        then held.staff is not null and (a.kind <> 'create' or new.received_by = me.id)
      when me.role = 'admin' or coalesce(old.branch, new.branch) <> me.branch_id then 1 = 0
      when a.kind = 'create' then new.received_by = me.id
      when a.kind in ('archive', 'restore') then me.role = 'lead' or old.received_by = me.id
      else 1 = 1
      end
    when 'preference' then coalesce(old.holder, new.holder) = me.id
    when 'template' then case coalesce(old.kind, new.kind)
      when 'staff' then coalesce(old.holder, new.holder) = me.id
      else me.role = 'lead' and coalesce(old.branch, new.branch) = me.branch_id
      end
    when 'task' then case
      when case when old.type is null then new.asked_by else old.asked_by end is not null then case
        when me.role = 'admin' or coalesce(old.branch, new.branch) <> me.branch_id then 1 = 0
        when old.type is null then new.asked_by = me.id
          and assignee.id is not null and assignee.id <> me.id and assignee.role <> 'admin'
          and assignee.active = 1
        when a.assignee is not null then 1 = 0
        when a.kind in ('archive', 'restore') then old.asked_by = me.id
        -- Why it comes back is said by who was to do it, what was heard by who gave it.
        when me.id = old.asked_by then not exists (select 1 from touched x
          where x.no = a.no and x.field = 'returned' and x.wanted is not null)
        else me.id = old.assignee and not exists (select 1 from touched x
          where x.no = a.no and x.field = 'heardAt')
        end
      when coalesce(old.kind, new.kind) = 'staff' then coalesce(old.holder, new.holder) = me.id
        and (a.assignee is null or a.assignee = me.id)
      else held.staff is not null and (a.assignee is null or assignee.id is not null)
      end
    when 'complaint' then case
      when me.role = 'admin' then 1 = 0
      when old.type is null then new.branch = me.branch_id and (new.received_by = me.id
        or (me.role in ('lead', 'consumer_protection') and receiver.id is not null))
      when old.branch <> me.branch_id or old.respondent = me.id then 1 = 0
      when a.kind = 'append' and a.event_by <> me.id then 1 = 0
      when me.role in ('lead', 'consumer_protection') then 1 = 1
      when a.kind in ('archive', 'restore') then 1 = 0
      when a.kind = 'append' and a.event_kind not in ('accepted', 'closed', 'withdrawn')
        then old.kind = 'complaints' or old.received_by = me.id
      when old.received_by <> me.id then 1 = 0
      else old.kind = 'complaints' or (a.kind <> 'append' and not exists (
        select 1 from writers w where w.type = old.type and w.id = old.id and w.writer <> me.id))
      end
    when 'handover' then case
      when me.role = 'admin' then 1 = 0
      when old.type is null then new.branch = me.branch_id and new.from_id <> new.to_id
        and (me.role = 'lead' or (me.role = 'rm' and new.from_id = me.id))
        and taker.role in ('rm', 'lead')
      when old.branch <> me.branch_id then 1 = 0
      when a.kind = 'accept' then me.role = 'lead' or old.to_id = me.id
      when a.kind = 'return' then me.role = 'lead' or old.to_id = me.id or old.maker = me.id
      else me.role = 'lead' or old.maker = me.id
      end
    when 'sync-issue' then old.holder = me.id and a.kind = 'patch'
      and not exists (select 1 from touched x where x.no = a.no and x.field <> 'resolution')
    when 'loss-report' then old.holder = me.id and a.kind = 'patch'
      and not exists (select 1 from touched x where x.no = a.no and x.field <> 'seen')
    else 1 = 0
  end then 'yes' else 'no' end as verdict
from asked a
join staff me on me.id = a.staff
left join settled old on old.no is null and old.type = a.type and old.id = a.id
left join settled new on new.no = a.no
left join staff owner on owner.id = new.owner and owner.branch_id = me.branch_id
left join staff assignee on assignee.id = a.assignee and assignee.branch_id = me.branch_id
left join staff receiver on receiver.id = new.received_by and receiver.branch_id = me.branch_id
left join staff taker on taker.id = new.to_id and taker.branch_id = me.branch_id
left join holds held on held.staff = me.id and held.kind = 'portfolio'
  and held.holder = coalesce(old.holder, new.holder) and coalesce(old.kind, new.kind) = 'portfolio';
