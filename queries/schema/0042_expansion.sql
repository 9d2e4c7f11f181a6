-- Differences in a product may be part of an expansion that was not billed; expansion_id is the annex that says it.
alter table recon.finding_shape add column expansion_id varchar;
