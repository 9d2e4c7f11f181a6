-- Since when Tieout knows an account: when its customer was first seen in either system.
-- grain: account_id
-- params: account varchar
-- columns:
--   account_id varchar: the account's own id
--   known_since timestamp: UTC
select account.account_id, min(version.seen_from) as known_since
from model.account as account
inner join history.version as version
    on version.resource = 'customers'
    and (
        (version.system = 'firmao' and version.record_id = account.firmao_customer_id)
        or (version.system = 'ordway' and version.record_id = account.ordway_customer_id)
    )
where account.account_id = $account
group by account.account_id
