-- What the referee reads before each judgement; the same text for both databases.
delete from things;
delete from asked;

insert into things
select null, d.type, d.id, d.scope, d.seq, d.body ->> 'createdBy',
  d.body -> 'data' ->> 'branchId', d.body -> 'data' ->> 'ownerId',
  case d.type
    when 'profile' then d.id
    when 'interaction' then d.body -> 'data' -> 'customerIds' ->> 0
    when 'complaint' then null
    else d.body -> 'data' ->> 'customerId'
  end,
  coalesce(d.body -> 'data' ->> 'assigneeId', d.body -> 'data' ->> 'staffId'),
  d.body -> 'data' ->> 'askedBy', d.body -> 'data' ->> 'authorId',
  case when (d.body -> 'data' -> 'sensitive' ->> 0) is not null
    or (d.body -> 'data' ->> 'respondentStaffId') is not null then 1 else 0 end,
  d.body -> 'data' ->> 'respondentStaffId', d.body -> 'data' ->> 'receivedBy',
  d.body -> 'data' ->> 'fromId', d.body -> 'data' ->> 'toId', d.body -> 'data' ->> 'typedBy'
from documents d;

insert into asked
select r.no, r.staff, r.operation ->> 'author', r.operation ->> 'recordType', r.operation ->> 'recordId',
  r.operation ->> 'kind',
  case r.operation ->> 'kind'
    when 'create' then r.operation -> 'args' -> 'data' ->> 'assigneeId'
    else r.operation -> 'args' -> 'changes' -> 'assigneeId' ->> 'to'
  end,
  r.operation -> 'args' -> 'event' ->> 'kind', r.operation -> 'args' -> 'event' ->> 'by'
from requests r;

insert into things
select r.no, r.operation ->> 'recordType', r.operation ->> 'recordId', '', 0, r.staff,
  r.operation -> 'args' -> 'data' ->> 'branchId', r.operation -> 'args' -> 'data' ->> 'ownerId',
  case r.operation ->> 'recordType'
    when 'profile' then r.operation ->> 'recordId'
    when 'interaction' then r.operation -> 'args' -> 'data' -> 'customerIds' ->> 0
    when 'complaint' then null
    else r.operation -> 'args' -> 'data' ->> 'customerId'
  end,
  coalesce(r.operation -> 'args' -> 'data' ->> 'assigneeId', r.operation -> 'args' -> 'data' ->> 'staffId'),
  r.operation -> 'args' -> 'data' ->> 'askedBy',
  r.operation -> 'args' -> 'data' ->> 'authorId',
  case when (r.operation -> 'args' -> 'data' -> 'sensitive' ->> 0) is not null
    or (r.operation -> 'args' -> 'data' ->> 'respondentStaffId') is not null then 1 else 0 end,
  r.operation -> 'args' -> 'data' ->> 'respondentStaffId',
  r.operation -> 'args' -> 'data' ->> 'receivedBy', r.operation -> 'args' -> 'data' ->> 'fromId',
  r.operation -> 'args' -> 'data' ->> 'toId', null
from requests r where r.operation ->> 'kind' = 'create';
