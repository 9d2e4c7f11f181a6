-- What a search means, read once: the patterns and spellings that search/found looks for.
-- grain: search
-- params: search varchar
-- columns:
--   search varchar: as it was written, without blanks around it
--   pattern varchar: names and contract numbers that it means, '' where it is shorter than two letters or digits
--   tax_pattern varchar: tax ids that it is a good part of, with or without Poland's prefix, '' where it is no such part
--   number varchar: a number of billing as it may have been meant: in capitals, with the stroke that was left out
--   beginning varchar: how such a number begins, '' where there is no digit, since a word is part of a name
with asked as (
    select trim($search) as search, model.search_key($search) as key
)

select
    search,
    model.search_pattern(key) as pattern,
    if(regexp_full_match(key, '[a-z]{0,3}\d{4,}'), model.search_pattern(regexp_replace(key, '^pl', '')), '') as tax_pattern,
    regexp_replace(upper(key), '^([A-Z]+)(\d+)$', '\1-\2') as number,
    if(regexp_matches(key, '\d'), number, '') as beginning
from asked
