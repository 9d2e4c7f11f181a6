-- What ties customers of Ordway, found anew in all their records.
-- reads: billing_tie, paying_tie, crediting_tie
delete from recon.customer_tie;

insert into recon.customer_tie
select ordway_customer_id, other_customer_id from billing_tie
union
select ordway_customer_id, other_customer_id from paying_tie
union
select ordway_customer_id, other_customer_id from crediting_tie;
