-- What a discrepancy is worth, each way by itself: what was collected too little and what too much are never netted.
-- A cause may be worth both, where some of its symptoms are too little and others too much. impact is what was collected
-- too little where that is something, else what was collected too much; all are in currency, signed alike: under_collected
-- is never negative, over_collected never positive.
alter table recon.discrepancy add column under_collected decimal(18, 2) default 0;
alter table recon.discrepancy add column over_collected decimal(18, 2) default 0;

-- What was found before is worth one way until the accounts are reconciled next.
update recon.discrepancy set under_collected = greatest(impact, 0), over_collected = least(impact, 0);
