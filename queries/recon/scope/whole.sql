-- Every account, and those that discrepancies were found in and that are no more.
-- grain: account_id
create or replace temp table scope as
select account_id from model.account
union
select account_id from recon.discrepancy where resolved_at is null;
