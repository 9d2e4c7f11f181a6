-- Account only in billing.
-- grain: account_id
-- severity: high
-- fixes: ordway link; firmao create_customer
-- explains: C2 by account_id
select account.account_id, 'Ordway bills ' || coalesce(party.name, party.customer_id) || ', whom Firmao does not know' as evidence
from account
inner join party on party.account_id = account.account_id and party.system = 'ordway'
where account.firmao_customer_id is null and party.status = 'active'
