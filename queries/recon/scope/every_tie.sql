-- What ties customers of Ordway, found anew in all their records.
-- reads: tie
delete from recon.customer_tie;

insert into recon.customer_tie
select distinct ordway_customer_id, other_customer_id
from tie;
