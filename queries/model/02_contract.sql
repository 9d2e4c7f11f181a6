-- What was agreed in Firmao: one won, offered or rejected sale agreement.
-- grain: contract_id; firmao_contract is the same without the account that both systems make of its customer
-- columns: net_amount, tax_amount and gross_amount in currency; starts_on and ends_on are the first and last day of
--   service, null where what was entered is no day, and is_dated is false then; sales_split is text as kept in the CRM;
--   is_won by the statuses of the policy; payment_days, days to pay; made_at, when it was entered, UTC.

create or replace view model.firmao_contract as
select
    agreement.id as contract_id,
    agreement.customer_id as firmao_customer_id,
    agreement.id as firmao_agreement_id,
    agreement.number as contract_number,
    agreement.name,
    lower(agreement.offer_status) as status,
    agreement.offer_status in (select status from recon.won_status) as is_won,
    agreement.offer_date as signed_on,
    if(
        reading.given(trim(agreement.mapped_service_start)) is null,
        agreement.valid_from,
        model.day(agreement.mapped_service_start)
    ) as starts_on,
    model.day(agreement.mapped_service_end) as ends_on,
    starts_on is not null and (reading.given(trim(agreement.mapped_service_end)) is null or ends_on is not null) as is_dated,
    agreement.mapped_billing_period as billing_period,
    agreement.mapped_charge_timing as charge_timing,
    lower(agreement.mapped_auto_renew) in ('yes', 'tak', 'true', '1') as is_auto_renewed,
    agreement.mapped_payment_terms as payment_terms,
    coalesce(try_cast(regexp_extract(agreement.mapped_payment_terms, '\d+') as integer), agreement.days_to_due_date)::integer
        as payment_days,
    agreement.payment_type,
    agreement.mapped_sales_owner as sales_owner,
    agreement.mapped_sales_split as sales_split,
    agreement.currency,
    agreement.netto_price as net_amount,
    agreement.vat_price as tax_amount,
    agreement.brutto_price as gross_amount,
    agreement.creation_date as made_at
from firmao.agreements as agreement
where agreement.deleted_at is null and coalesce(agreement.mode, 'SALE') = 'SALE';

create or replace view model.contract as
select account.account_id, contract.*
from model.firmao_contract as contract
left join model.account as account using (firmao_customer_id);

create or replace view model.contract_line as
select
    entry.id as contract_line_id,
    entry.agreement_id as contract_id,
    entry.id as firmao_entry_id,
    entry.product_code,
    entry.product_name,
    coalesce(entry.product_code, entry.product_name) as product_key,
    entry.quantity,
    entry.unit,
    entry.unit_netto_price as unit_price,
    coalesce(entry.discount, 0) as discount_percent,
    entry.netto_price as net_amount,
    entry.vat_percent as tax_percent,
    entry.vat_price as tax_amount
from firmao.entries as entry
anti join firmao.agreements as gone on gone.id = entry.agreement_id and gone.deleted_at is not null
where entry.deleted_at is null and entry.agreement_id is not null and not coalesce(entry.deleted, false);
