-- How customers of Ordway that have so many days to pay have it in words, the commonest first.
-- grain: payment_terms
-- params: days integer
-- columns:
--   payment_terms varchar: such as Net 30
select payment_terms
from ordway.customers
where deleted_at is null and try_cast(regexp_extract(payment_terms, '\d+') as integer) = $days
group by payment_terms
order by count(*) desc, payment_terms
