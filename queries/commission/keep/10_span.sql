-- All of it put where it is asked, what holds from now on first: a question about today then finds its rows side by side,
-- the largest amount of each state first.
delete from recon.commission_span;

insert into recon.commission_span by name
from invoiced_span
union all by name
from unbilled_span
order by ends_before desc, place, amount desc, contract_no, invoice_no, rep;
