-- What the custom fields that carry a meaning really hold.
-- grain: meaning
-- kept: mapping
-- rests on: records
-- params: none
-- columns:
--   meaning varchar: key of the [mapping] table of the policy
--   count_records bigint: records that could hold it
--   count_filled bigint: records that do
--   count_unreadable bigint: of these, values that are no day, amount or known word, or name no record there is
--   samples varchar: up to three different values
select meaning, count_records, count_filled, count_unreadable, samples
from recon.mapped_field
order by meaning
