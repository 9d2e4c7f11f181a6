-- Everything that is linked across the two systems, how each link was made, and by whom it was confirmed.
-- grain: kind, firmao_id, ordway_id
-- params: kind varchar = '', account varchar = ''
-- columns:
--   kind varchar: account, contract, line or product; the parameter of that name keeps to one
--   firmao_id varchar: the record in the CRM
--   firmao_name varchar: what people call it
--   ordway_id varchar: the record in billing
--   ordway_name varchar: what people call it
--   link varchar: explicit field, confirmed, tax id, contract number, code, name or product
--   who varchar: who confirmed it, null where nobody did
--   why varchar: their reason
--   decided_at timestamp: when, UTC
--   score integer: of the suggestion that was confirmed, null where it was none
--   reasons varchar: of that suggestion
select
    link.kind,
    link.firmao_id,
    crm.words as firmao_name,
    link.ordway_id,
    billing.words as ordway_name,
    link.link,
    standing.who,
    standing.why,
    standing.decided_at,
    standing.score,
    standing.reasons
from model.link as link
left join model.linkable as crm on crm.kind = link.kind and crm.system = 'firmao' and crm.record_id = link.firmao_id
left join model.linkable as billing
    on billing.kind = link.kind and billing.system = 'ordway' and billing.record_id = link.ordway_id
left join ledger.link_standing as standing
    on link.link = 'confirmed' and standing.kind = link.kind and standing.firmao_id = link.firmao_id
    and standing.ordway_id = link.ordway_id
where $kind in ('', link.kind) and $account in ('', link.account_id)
order by link.kind, link.firmao_id, link.ordway_id
