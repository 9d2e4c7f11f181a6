-- Whom to collect from, the most urgent first: customers with something past due, a currency at a time, with what is to be
-- done next. How urgent it is, is told in model/26_worklist.sql.
-- grain: ordway_customer_id, own_currency
-- kept: open_invoices, accounts, habits, attempts
-- params: as_of date, currency varchar = '', reporting varchar = '', owner varchar = '', stage varchar = '', bucket varchar = '', action varchar = '', account varchar = '', row_limit integer = 100000, row_offset integer = 0
-- columns:
--   account_id varchar: the account, null where the customer belongs to none
--   ordway_customer_id varchar: the customer that owes it
--   account_name varchar: the account's name
--   owner varchar: who sold the latest won contract, else who made the record in the CRM
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   balance decimal(38,4): all that is open
--   overdue decimal(38,4): of it past due
--   on_hold decimal(38,4): of what is past due, what a dispute keeps from being dunned
--   days_overdue bigint: of the invoice that is the longest past due
--   bucket varchar: of that invoice: 1–30, 31–60, 61–90, 91+
--   stage varchar: reminder, second, final or escalated, by the policy; null where nothing is dunned yet
--   usual_days_late bigint: how late it mostly pays, 0 for in time or never
--   priority decimal(38,4): how urgent it is, without what is on hold
--   held_priority decimal(38,4): how urgent what is on hold would be
--   last_contact_on date: when somebody last spoke or wrote to it about money, or noted so in the CRM
--   last_contact_by varchar: how: call, e-mail, letter, or the CRM's word
--   promised_amount decimal(18,4): of the promise that counts now
--   promised_for date: its last day
--   promise varchar: open, kept or broken, null for none
--   failed_on date: when the latest attempt to pay failed, null where it did not
--   failure_reason varchar: why
--   count_failed bigint: attempts that failed since one succeeded
--   next_action varchar: settle_dispute, await_promise, chase_promise, settle_failed_payment, send_ and the stage, follow_up or wait
--   next_action_on date: when it is due
--   own_currency varchar: what is owed in

with told as materialized (
    select own.*, rate.told_currency, rate.rate
    from model.worklist($as_of, $account) as own
    left join model.reporting_rate($as_of, $reporting) as rate on rate.currency = own.currency
    where $currency in ('', own.currency)
        and ($owner = '' or coalesce(owner, 'nobody') = lower($owner))
        and $stage in ('', stage)
        and $bucket in ('', bucket)
        and $action in ('', next_action)
    order by priority desc, held_priority desc, overdue desc, ordway_customer_id, currency
    limit $row_limit offset $row_offset
)

select
    told.account_id,
    told.ordway_customer_id,
    account.name as account_name,
    told.* exclude (account_id, ordway_customer_id, told_currency, rate) replace (
        coalesce(told.told_currency, told.currency) as currency,
        model.converted(told.balance, told.rate)::decimal(38, 4) as balance,
        model.converted(told.overdue, told.rate)::decimal(38, 4) as overdue,
        model.converted(told.on_hold, told.rate)::decimal(38, 4) as on_hold,
        model.converted(told.promised_amount, told.rate)::decimal(18, 4) as promised_amount
    ),
    told.currency as own_currency
from told
left join recon.listed_account as account using (account_id)
order by told.priority desc, told.held_priority desc, told.overdue desc, told.ordway_customer_id, told.currency
