-- What people confirmed or rejected and did not take back, of one kind and about one record, the latest first.
-- grain: firmao_id, ordway_id
-- kept: accounts, links
-- params: kind varchar, firmao_id varchar = '', ordway_id varchar = ''
-- columns:
--   kind varchar: account, contract, line or product
--   firmao_id varchar: the record in the CRM; the parameter of that name keeps to one
--   firmao_name varchar: what people call it, null where it is gone
--   ordway_id varchar: the record in billing; the parameter of that name keeps to one
--   ordway_name varchar: what people call it, null where it is gone
--   decision varchar: confirmed or rejected
--   is_linked boolean: whether the two are linked now, by this or by what the systems hold themselves
--   who varchar: who decided
--   why varchar: their reason
--   decided_at timestamp: when, UTC
--   score integer: of the suggestion decided about, null where it was none
--   reasons varchar: of that suggestion
select
    standing.kind,
    standing.firmao_id,
    crm.words as firmao_name,
    standing.ordway_id,
    billing.words as ordway_name,
    standing.decision,
    link.kind is not null as is_linked,
    standing.who,
    standing.why,
    standing.decided_at,
    standing.score,
    standing.reasons
from ledger.link_standing as standing
left join model.linkable as crm
    on crm.kind = standing.kind and crm.system = 'firmao' and crm.record_id = standing.firmao_id
left join model.linkable as billing
    on billing.kind = standing.kind and billing.system = 'ordway' and billing.record_id = standing.ordway_id
left join model.links('recon.listed_account', 'recon.linked_contract') as link
    on link.kind = standing.kind and link.firmao_id = standing.firmao_id and link.ordway_id = standing.ordway_id
where standing.kind = $kind and standing.decision <> 'withdrawn'
    and $firmao_id in ('', standing.firmao_id) and $ordway_id in ('', standing.ordway_id)
order by standing.decided_at desc, standing.firmao_id, standing.ordway_id
