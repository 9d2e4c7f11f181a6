-- Which customers a reconciliation of only what changed has to look at together.

-- Customers of Ordway that share records: the one's payment or credit is applied to the other's invoice, or its
-- subscription is billed by it. Reconciling keeps it: all of it with all accounts, what is new of it with some. A pair
-- that shares nothing any more may stay until then: it makes a reconciliation look at more, never at less.
-- grain: ordway_customer_id and other_customer_id
create table recon.customer_tie (
    ordway_customer_id varchar not null,
    other_customer_id varchar not null
);
