-- Payments and credits of the accounts looked at.
-- grain: payment_id; credit_id
-- columns: those of model.payment and model.credit
create or replace temp table payment as
select scope.account_id, payment.*
from model.ordway_payments('near_payment') as payment
inner join scope using (ordway_customer_id);

create or replace temp table credit as
select scope.account_id, credit.*
from model.ordway_credit as credit
inner join scope using (ordway_customer_id);
