-- What docs/sync.md says the records must be, computed from what was sent and from the order of the audit chain alone.
-- The harness fills the five tables; `differences` is empty when the server is right.
-- Not covered: the order of sentences of merged texts, and whether a text merge had to be a conflict (ME4); histories of
-- values; hand-overs.

create table policies (record_type text, field text, policy text, primary key (record_type, field));
create table sent (
  request int, device text, sent_at bigint, n int, operation jsonb
);
create table answered (request int, n int, server_time bigint, outcome text, reason text);
create table audit (no bigint, at bigint, operation_id text, device text, code text);
create table served (type text, id text, scope text, body jsonb);

-- ME2: later in time; of two at one instant the one whose author's id sorts last.
create function later(at bigint, by text, than_at bigint, than_by text) returns boolean
language sql immutable return at > than_at or (at = than_at and by collate "C" >= than_by collate "C");

create type field_state as (value jsonb, at bigint, by text, effect text);

-- ME1, ME2, ME3: one edit meets the field as it is. Absent is null.
create function meet(
  state field_state, policy text, making boolean, created_at bigint, created_by text,
  was jsonb, becomes jsonb, at bigint, by text
) returns field_state language sql immutable return
  case
    when making then row(becomes, at, by, 'applied')::field_state
    when (state).value is not distinct from becomes
      then row((state).value, (state).at, (state).by, 'unchanged')::field_state
    when policy <> 'fixed' and (state).value is not distinct from was
      then row(becomes, at, by, 'applied')::field_state
    when policy = 'latest'
      and later(at, by, coalesce((state).at, created_at), coalesce((state).by, created_by))
      then row(becomes, at, by, 'merged')::field_state
    when policy = 'latest' then row((state).value, (state).at, (state).by, 'lost')::field_state
    else row((state).value, (state).at, (state).by, 'conflict')::field_state
  end;
create aggregate present(text, boolean, bigint, text, jsonb, jsonb, bigint, text) (
  sfunc = meet, stype = field_state
);

-- PU1, I3: an operation runs where the audit names it first; every later row is a repetition.
create view ran as
  select distinct on (operation_id) operation_id, no, at as received_at, device, code
  from audit order by operation_id, no;

-- The request that it ran in says by how much the clock of the device was wrong (ME2).
create materialized view operations as
  select distinct on (ran.no)
    ran.no, ran.received_at, ran.code, a.outcome, a.reason,
    s.operation->>'id' as id, s.operation->>'recordType' as type,
    s.operation->>'recordId' as record_id, s.operation->>'author' as by,
    s.operation->>'kind' as kind, s.operation->'args' as args, s.operation - 'n' as operation,
    greatest(0, least(
      (s.operation->>'at')::bigint + a.server_time - s.sent_at, a.server_time
    )) as at
  from ran
  join sent s on s.operation->>'id' = ran.operation_id and s.device = ran.device
  join answered a
    on a.request = s.request and a.n = s.n and a.server_time = ran.received_at
  order by ran.no, s.request;

create materialized view accepted as
  select * from operations where outcome in ('applied', 'merged', 'noop', 'conflict', 'proposal');

-- ME7: an update never creates, so the first create does.
create view made as
  select distinct on (type, record_id) * from accepted
  where kind = 'create' order by type, record_id, no;

-- What each operation says of each field, with the policy of the field.
create view said as
  select o.no, o.type, o.record_id, o.at, o.by, o.outcome, f.path, p.policy,
    nullif(f.was, 'null') as was, nullif(f.becomes, 'null') as becomes,
    made.no = o.no as making, made.at as created_at, made.by as created_by
  from accepted o
  join made on made.type = o.type and made.record_id = o.record_id
  cross join lateral (
    select c.key, c.value->'from', c.value->'to' from jsonb_each(o.args->'changes') c
      where o.kind = 'patch'
    union all
    select o.args->>'field', o.args->'from', o.args->'to' where o.kind = 'edit-text'
    union all
    select d.key, null, d.value from jsonb_each(o.args->'data') d
      where o.kind = 'create' and d.value <> 'null'
    union all
    select o.args->>'field', '[]', o.args->'items' where o.kind = 'add'
    union all
    select o.args->>'field', o.args->'items', '[]' where o.kind = 'remove'
  ) as f (path, was, becomes)
  join policies p on p.record_type = o.type and p.field = split_part(f.path, '.', 1);

-- Fields with one value, and entries of keyed fields, which are merged one by one.
create view edits as
  select no, type, record_id, at, by, path, policy, was, becomes, making, created_at, created_by
  from said
  where policy in ('latest', 'ask', 'fixed') or (policy = 'keyed-ask' and path like '%.%')
  union all
  select no, type, record_id, at, by, path || '.' || entry.key, policy,
    was->entry.key, becomes->entry.key, making, created_at, created_by
  from said
  cross join lateral (
    select jsonb_object_keys(becomes) union select jsonb_object_keys(was)
  ) as entry (key)
  where policy = 'keyed-ask' and path not like '%.%';

create materialized view met as
  select no, type, record_id, path, policy, (state).value, (state).effect
  from (
    select *, present(policy, making, created_at, created_by, was, becomes, at, by)
      over (partition by type, record_id, path order by no) as state
    from edits
  ) as folded;

-- ME5: additions win. An item is there when the last that was said of it is that it is added.
create materialized view mentions as
  select *, coalesce(
    lag(added) over (partition by type, record_id, path, item order by no), false
  ) as before
  from (
    select no, type, record_id, path, item, bool_or(added) as added, min(place) as place
    from (
      select no, type, record_id, path, item, true as added, place
      from said, jsonb_array_elements(coalesce(becomes, '[]')) with ordinality as e (item, place)
      where policy = 'set' and not coalesce(was, '[]') @> jsonb_build_array(item)
      union all
      select no, type, record_id, path, item, false, 0
      from said, jsonb_array_elements(coalesce(was, '[]')) as e (item)
      where policy = 'set' and not coalesce(becomes, '[]') @> jsonb_build_array(item)
    ) as each_item
    group by no, type, record_id, path, item
  ) as by_operation;

-- Those that are there, in the order in which they came.
create view items as
  select type, record_id, path, jsonb_agg(item order by no, place) as list
  from (
    select distinct on (type, record_id, path, item) *
    from mentions where added <> before
    order by type, record_id, path, item, no desc
  ) as last where added
  group by type, record_id, path;

-- ME5: a completion counts once under its id; only the one that is named is taken back.
create view completions as
  select distinct on (c.type, c.record_id, c.args->>'completionId')
    c.no, c.type, c.record_id, c.args->>'completionId' as key,
    jsonb_strip_nulls(jsonb_build_object('at', c.at, 'by', c.by, 'result', c.args->'result'))
      as value
  from accepted c where c.kind = 'complete'
  order by c.type, c.record_id, c.args->>'completionId', c.no;

create view taken_back as
  select c.type, c.record_id, c.key, min(r.no) as no
  from completions c
  join accepted r on r.kind = 'reopen' and r.type = c.type and r.record_id = c.record_id
    and r.args->>'completionId' = c.key and r.no > c.no
  group by c.type, c.record_id, c.key;

-- ME6: events only append, and each is looked at where it arrived first.
create view events as
  select *, case
    when event->>'kind' = 'note' then true
    when exists_final then false
    when event->>'kind' in ('progress', 'closed', 'withdrawn') then true
    else not exists_move
  end as legal
  from (
    select *,
      coalesce(bool_or(event->>'kind' in ('closed', 'withdrawn')) over earlier, false)
        as exists_final,
      coalesce(bool_or(event->>'kind' in ('accepted', 'progress')) over earlier, false)
        as exists_move
    from (
      select distinct on (type, record_id, event->>'id') * from (
        select no, type, record_id, received_at, args->'event' as event
        from accepted where kind = 'append'
        union all
        select made.no, made.type, made.record_id, made.received_at, e.value
        from made, jsonb_each(made.args->'data'->'events') e where made.type = 'complaint'
      ) as arrived
      order by type, record_id, event->>'id', no
    ) as first_arrived
    window earlier as (
      partition by type, record_id order by no
      rows between unbounded preceding and 1 preceding
    )
  ) as placed;

create view timeline as
  select type, record_id, jsonb_object_agg(event->>'id', event
    || jsonb_build_object('no', place, 'recordedAt', received_at)) as value
  from (
    select *, row_number() over (partition by type, record_id order by no) as place
    from events where legal
  ) as numbered
  group by type, record_id;

-- What each operation came to: whether it changed a value, and the outcome where SQL can say it.
create materialized view came_to as
  select o.no, o.type, o.record_id, o.at, o.by, o.kind, o.outcome, o.reason,
    o.no = made.no as making,
    case
      when made.no is null then null
      -- What was refused as not legal any more changes nothing; texts are not computed.
      when o.kind = 'create' and o.no = made.no then 'applied'
      when t.no is not null and e.effects is null then null
      when o.kind = 'append' then case
        when v.no is null then case when known.legal then 'noop' else 'proposal' end
        when v.legal then 'applied' else 'proposal' end
      when o.kind = 'complete' then case when c.no is null then 'noop' else 'applied' end
      when o.kind = 'reopen' then case when b.no is null then 'noop' else 'applied' end
      when o.kind in ('archive', 'restore') then null
      when 'conflict' = any (e.effects) then 'conflict'
      when e.effects && '{merged,lost}' then 'merged'
      when 'applied' = any (e.effects) or m.changed then 'applied'
      else 'noop'
    end as expected,
    case
      when t.no is not null then o.outcome in ('applied', 'merged') or e.effects && '{applied,merged}'
      when o.kind = 'append' then coalesce(v.legal, false)
      when o.kind = 'complete' then c.no is not null
      when o.kind = 'reopen' then b.no is not null
      else coalesce(e.effects && '{applied,merged}', false) or coalesce(m.changed, false)
    end or o.no = made.no as edited
  from accepted o
  left join made on made.type = o.type and made.record_id = o.record_id
  left join (select no, array_agg(effect) as effects from met group by no) e on e.no = o.no
  left join (select no, bool_or(added <> before) as changed from mentions group by no) m
    on m.no = o.no
  left join (select distinct no from said where policy = 'text' and not making) t on t.no = o.no
  left join completions c on c.no = o.no
  left join taken_back b on b.no = o.no
  left join events v on v.no = o.no
  left join events known on o.kind = 'append' and known.type = o.type
    and known.record_id = o.record_id and known.event->>'id' = o.args->'event'->>'id';

-- ME7: archived is a state; an edit brings an archived record back.
create materialized view archive as
  select *, coalesce(lag(archived) over same_record, false) as before from (
    select no, type, record_id, at, by, kind, kind = 'archive' as archived
    from came_to where kind in ('archive', 'restore') or edited
  ) as marks
  window same_record as (partition by type, record_id order by no);

create view archived_at as
  select distinct on (type, record_id) type, record_id,
    case when archived then at end as at
  from archive where archived <> before
  order by type, record_id, no desc;

-- The last change of a record: the later in time, not the last to arrive.
create view touched as
  select distinct on (type, record_id) type, record_id, at, by
  from (
    select type, record_id, at, by from came_to where edited
    union all
    select type, record_id, at, by from archive where archived <> before
  ) as changes
  order by type, record_id, at desc, by collate "C" desc;

-- Every field but texts and what the server alone says.
create view fields as
  select type, record_id, path as field, value
  from (
    select distinct on (type, record_id, path) * from met
    where policy <> 'keyed-ask' order by type, record_id, path, no desc
  ) as last where value is not null
  union all
  select k.type, k.record_id, k.field, coalesce(entries, '{}') from (
    select distinct type, record_id, split_part(path, '.', 1) as field
    from said where policy = 'keyed-ask'
  ) k
  left join (
    select type, record_id, split_part(path, '.', 1) as field,
      jsonb_object_agg(split_part(path, '.', 2), value) as entries
    from (
      select distinct on (type, record_id, path) * from met
      where policy = 'keyed-ask' order by type, record_id, path, no desc
    ) as last where value is not null group by 1, 2, 3
  ) e using (type, record_id, field)
  union all
  select s.type, s.record_id, s.path, coalesce(i.list, '[]') from (
    select distinct type, record_id, path from said where policy = 'set' and making
    union
    select distinct type, record_id, path from mentions where added <> before
  ) s left join items i using (type, record_id, path)
  union all
  select made.type, made.record_id, 'completions', coalesce(standing, '{}')
  from made left join (
    select c.type, c.record_id, jsonb_object_agg(c.key, c.value) as standing
    from completions c left join taken_back b using (type, record_id, key)
    where b.no is null group by 1, 2
  ) as t using (type, record_id)
  where made.type = 'task'
  union all
  select type, record_id, 'events', value from timeline;

create materialized view expected as
  select made.type, made.record_id as id,
    jsonb_object_agg(f.field, f.value) as data,
    made.at as created_at, made.by as created_by,
    touched.at as updated_at, touched.by as updated_by, archived_at.at as archived_at
  from made
  join fields f using (type, record_id)
  join touched using (type, record_id)
  left join archived_at using (type, record_id)
  group by made.type, made.record_id, made.at, made.by, touched.at, touched.by, archived_at.at;

-- SC1: a record of a customer lies with the customer's owner.
create view placed as
  select e.type, e.id, case
    when e.type = 'customer' then 'branch:' || (e.data->>'branchId')
    when e.type = 'complaint' then 'complaints:' || (e.data->>'branchId')
    when e.type = 'task' and not e.data ? 'customerId' then 'staff:' || (e.data->>'assigneeId')
    else 'portfolio:' || (c.data->>'ownerId')
  end as scope
  from expected e
  left join expected c on c.type = 'customer' and c.id = case e.type
    when 'profile' then e.id
    when 'interaction' then e.data->'customerIds'->>0
    else e.data->>'customerId'
  end;

-- ME4: each sentence is somebody's own, so a text has those that were added and by nobody taken out.
create view sentences as
  select distinct on (type, record_id, path, sentence) type, record_id, path, sentence, added
  from (
    select no, type, record_id, path, sentence[1] as sentence, true as added
    from said, regexp_matches(coalesce(becomes #>> '{}', ''), '[^。]+。?', 'g') as sentence
    where policy = 'text' and (making or outcome in ('applied', 'merged', 'noop'))
      and position(sentence[1] in coalesce(was #>> '{}', '')) = 0
    union all
    select no, type, record_id, path, sentence[1], false
    from said, regexp_matches(coalesce(was #>> '{}', ''), '[^。]+。?', 'g') as sentence
    where policy = 'text' and outcome in ('applied', 'merged', 'noop')
      and position(sentence[1] in coalesce(becomes #>> '{}', '')) = 0
  ) as changes
  order by type, record_id, path, sentence, no desc;

create view texts as
  select type, record_id, path, outcome, becomes,
    (select array_agg(sentence order by sentence collate "C") from sentences s
      where s.added and s.type = t.type and s.record_id = t.record_id and s.path = t.path
    ) as present
  from (
    select distinct on (type, record_id, path) * from said
    where policy = 'text' and (making or outcome in ('applied', 'merged'))
    order by type, record_id, path, no desc
  ) as t;

create view served_data as
  select s.type, s.id, s.scope, s.body,
    (select coalesce(jsonb_object_agg(d.key, d.value), '{}') from jsonb_each(s.body->'data') d
      left join policies p on p.record_type = s.type and p.field = d.key
      where p.policy is distinct from 'text' and p.policy is distinct from 'server') as data
  from served s;

create view differences as
  -- Every record is served once, as it must be.
  select format('%s %s: served %s times, expected %s',
    type, id, count(s.body), count(distinct e.data)) as difference
  from expected e full join served_data s using (type, id)
  where type <> 'sync-issue'
  group by type, id, e.type
  having count(s.body) <> 1 or e.type is null
  union all
  select format('%s %s.%s: served %s, expected %s', e.type, e.id, key, s.data->key, e.data->key)
  from expected e join served_data s using (type, id)
  cross join lateral (
    select jsonb_object_keys(e.data) union select jsonb_object_keys(s.data)
  ) as k (key)
  where s.data->key is distinct from e.data->key
  union all
  select format('%s %s: served %s, expected %s', e.type, e.id,
    jsonb_build_array(s.body->'createdAt', s.body->'createdBy', s.body->'updatedAt',
      s.body->'updatedBy', s.body->'archivedAt'),
    jsonb_build_array(e.created_at, e.created_by, e.updated_at, e.updated_by, e.archived_at))
  from expected e join served s using (type, id)
  where (s.body->>'createdAt')::bigint <> e.created_at or s.body->>'createdBy' <> e.created_by
    or (s.body->>'updatedAt')::bigint <> e.updated_at or s.body->>'updatedBy' <> e.updated_by
    or (s.body->>'archivedAt')::bigint is distinct from e.archived_at
  union all
  select format('%s %s: in %s, expected in %s', p.type, p.id, s.scope, p.scope)
  from placed p join served s using (type, id) where s.scope is distinct from p.scope
  union all
  -- ME4
  select format('%s %s.%s: served %L, expected the sentences %s', t.type, t.record_id, t.path,
    s.body->'data'->>t.path, t.present)
  from texts t join served s on s.type = t.type and s.id = t.record_id
  where t.present is distinct from (
    select array_agg(sentence[1] order by sentence[1] collate "C")
    from regexp_matches(coalesce(s.body->'data'->>t.path, ''), '[^。]+。?', 'g') as sentence
  ) or (t.outcome = 'applied' and coalesce(s.body->'data'->>t.path, '') <> coalesce(t.becomes #>> '{}', ''))
  union all
  -- OP2: the answer names what happened. A list in a patch may be told as merged.
  select format('%s (%s of %s %s): answered %s, expected %s',
    o.id, o.kind, o.type, o.record_id, o.outcome, c.expected)
  from came_to c join operations o using (no)
  where c.expected <> c.outcome
    and not (c.expected = 'applied' and c.outcome = 'merged' and c.kind in ('patch', 'create'))
  union all
  select format('%s (%s): answered %s, though nobody had made the record', o.id, o.kind, o.outcome)
  from accepted o left join made on made.type = o.type and made.record_id = o.record_id
    and made.no <= o.no
  where made.no is null
  union all
  select format('%s (%s): answered %s, expected %s', o.id, o.kind, o.outcome,
    case when a.archived <> a.before then 'applied' else 'noop' end)
  from archive a join operations o using (no)
  where a.kind in ('archive', 'restore')
    and o.outcome <> case when a.archived <> a.before then 'applied' else 'noop' end
  union all
  -- ME7: with a notice.
  select format('%s (%s): brought an archived record back, told %s', o.id, o.kind, o.reason)
  from archive a join operations o using (no)
  where a.kind not in ('archive', 'restore') and o.outcome <> 'conflict'
    and (a.before is distinct from (o.reason = 'archived-restored'))
    and (a.before or o.reason is not null)
  union all
  -- ME7: gone is what was not made before.
  select format('%s: gone, though it was made', o.id)
  from operations o join made on made.type = o.type and made.record_id = o.record_id
  where o.outcome = 'gone' and made.no < o.no
  union all
  -- ME4: an edit of the text that stands is not a merge.
  select format('%s: an edit of the present text was answered %s', o.id, t.outcome)
  from (
    select *, lag(becomes) over same_text as stands, lag(outcome) over same_text as how
    from said where policy = 'text' and (making or outcome in ('applied', 'merged', 'conflict'))
    window same_text as (partition by type, record_id, path order by no)
  ) as t join operations o using (no)
  where t.how = 'applied' and t.stands is not distinct from t.was
    and t.outcome in ('merged', 'conflict')
  union all
  -- ME6: numbers of complaints have no gap.
  select format('complaint numbers: %s', array_agg(number order by number))
  from (
    select s.body->'data'->>'number' as number,
      right(s.body->'data'->>'number', 4)::int - row_number() over (order by made.no) as from_first
    from made join served s on s.type = made.type and s.id = made.record_id
    where made.type = 'complaint'
  ) as numbered
  having count(distinct from_first) > 1 or count(*) <> count(number)
  union all
  -- I12: each operation that was sent and answered is in the chain, with what was answered, always the same.
  select format('%s: answered %s, audited as %s', s.operation->>'id',
    array_agg(distinct a.outcome), array_agg(distinct u.code))
  from sent s join answered a using (request, n)
  left join audit u on u.operation_id = s.operation->>'id' and u.device = s.device
  group by s.operation->>'id'
  having count(u.no) = 0 or count(distinct a.outcome) > 1
    or array_agg(distinct a.outcome) <> array_agg(distinct u.code)
  union all
  select format('%s: was sent and never answered', s.operation->>'id') from sent s
  group by s.operation->>'id'
  having s.operation->>'id' not in (select id from operations)
  union all
  -- OP4: what a person must see is in one issue of its author, with everything that was sent.
  select format('%s: %s, issues %s', id, coalesce(o.outcome, 'not run'), count(s.body))
  from (
    select * from operations where outcome not in ('applied', 'merged', 'noop')
  ) o full join (
    select body->'data'->'operation'->>'id' as id, scope, body from served
    where type = 'sync-issue'
  ) s using (id)
  group by id, o.outcome, o.by, o.operation
  having count(s.body) <> 1 or o.outcome is null
    or bool_or(s.scope <> 'staff:' || o.by or s.body->'data'->>'outcome' <> o.outcome
      or (s.body->'data'->'operation') - 'n' <> o.operation);

-- Everything above, for what the tables hold now.
create function replay() returns setof text language plpgsql as $$
begin
  refresh materialized view operations;
  refresh materialized view accepted;
  refresh materialized view met;
  refresh materialized view mentions;
  refresh materialized view came_to;
  refresh materialized view archive;
  refresh materialized view expected;
  return query select difference from differences;
end
$$;
