-- Commission on any day by the plans as they are: what model.commission_lines tells, from what is kept for all days.
-- grain: contract_no, invoice_no, rep and state
-- columns: those of recon.commission_span
create or replace macro model.commission_standing(day) as table
select *
from recon.commission_span
where starts_on <= day and ends_before > day;

-- Whether a contract is asked for, '' for any: the ones of one account, or a single one.
create or replace macro model.commission_is_wanted(numbered_contract, wanted_account, wanted_contract) as (
    wanted_account || wanted_contract = ''
    or list_contains(
        (
            select list(contract_no)
            from recon.commission_contract
            where wanted_account in ('', account_id) and wanted_contract in ('', contract_id)
        ),
        numbered_contract
    )
);
