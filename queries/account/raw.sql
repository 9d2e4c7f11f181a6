-- The untouched answer behind a record of an account's page, and when that version was first seen: the latest one, or
-- the one that was known just before an instant.
-- grain: system, resource, record_id
-- params: system varchar, resource varchar, record varchar, until timestamp = 9999-12-31
-- columns:
--   system varchar: firmao or ordway
--   resource varchar: which list it is of
--   record_id varchar: its id
--   raw varchar: the answer as JSON text
--   seen_from timestamp: UTC
select system, resource, record_id, raw::varchar as raw, seen_from
from history.version
where system = $system and resource = $resource and record_id = $record and seen_from < $until
qualify row_number() over (partition by record_id order by seen_from desc) = 1
