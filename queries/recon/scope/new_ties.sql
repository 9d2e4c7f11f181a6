-- What ties customers of Ordway in the records that changed at a moment or later: only they can tie customers that were
-- not tied before.
-- params: since timestamp (UTC)
-- reads: tie
insert into recon.customer_tie
from (
    select ordway_customer_id, other_customer_id from tie where synced_at >= $since
    union
    select ordway_customer_id, other_customer_id from tie where other_synced_at >= $since
)
except
from recon.customer_tie;
