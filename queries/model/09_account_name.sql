-- What accounts are called that something names by their ids: joining the two systems anew would cost a look at everything
-- that could join them. Which customer of Ordway one is, is told as the last reconciliation left it, like what it found.
-- grain: account_id; null for an account that is no more
-- `named` names what holds the ids.
create or replace macro model.account_names(named) as table
with wanted as (
    select distinct account_id
    from query_table(named)
    where account_id is not null
),

sided as (
    select
        wanted.account_id,
        if(wanted.account_id[1] = 'F', wanted.account_id[2:], null) as firmao_id,
        if(wanted.account_id[1] = 'O', wanted.account_id[2:], link.ordway_customer_id) as ordway_id
    from wanted
    left join recon.account_link as link using (account_id)
)

select
    sided.account_id,
    coalesce(crm.name, billing.name) as name,
    crm.id as firmao_customer_id,
    billing.id as ordway_customer_id
from sided
left join firmao.customers as crm on crm.id = sided.firmao_id and crm.deleted_at is null
left join ordway.customers as billing on billing.id = sided.ordway_id and billing.deleted_at is null;
