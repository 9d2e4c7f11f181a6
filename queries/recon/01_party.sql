-- Who the accounts looked at are in each system.
-- grain: account_id and system
-- columns: those of model.party
create or replace temp table party as
select scope.account_id, customer.*
from model.firmao_customer as customer
inner join scope on scope.firmao_customer_id = customer.customer_id
union all
select scope.account_id, customer.*
from model.ordway_customer as customer
inner join scope on scope.ordway_customer_id = customer.customer_id;
