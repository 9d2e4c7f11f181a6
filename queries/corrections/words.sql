-- How the company writes in its agreements what is kept in custom fields: the commonest way of each.
-- grain: renews
-- params: none
-- columns:
--   renews varchar: that it renews by itself
--   ends varchar: that it does not
--   payment_terms varchar: days to pay, such as Net 14
--   day varchar: a day
select
    mode(mapped_auto_renew order by mapped_auto_renew) filter (lower(mapped_auto_renew) in ('yes', 'tak', 'true', '1')) as renews,
    mode(mapped_auto_renew order by mapped_auto_renew) filter (lower(mapped_auto_renew) in ('no', 'nie', 'false', '0')) as ends,
    mode(mapped_payment_terms order by mapped_payment_terms) filter (regexp_matches(mapped_payment_terms, '\d')) as payment_terms,
    mode(mapped_service_start order by mapped_service_start) filter (model.day(mapped_service_start) is not null) as day
from firmao.agreements
where deleted_at is null
