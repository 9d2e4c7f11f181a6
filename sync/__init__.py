"""All that talks to Firmao and Ordway: clients, the resource table, pulling into the store."""
