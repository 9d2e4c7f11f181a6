"""Words of closed sets that come from below: from SQL, the policy and the two systems.

They are translated where they are shown. They are listed here so that the catalogue has each of them; names and other
texts from outside never stand among them.
"""

from ui.wording import these, within

# Fields in the words of a plan.
FIELDS_OF_RECORDS = these(
    """
    name; number; e-mail; street; city; post code; country; status; amount, net; first day; currency; payment channel;
    payment terms; days to pay; agreement; quantity; unit price; discount; tax rate; net value; gross value; tax;
    tax id; first day of service; last day of service; billing period; charge timing; automatic renewal; units; a unit;
    % discount; amount; open balance; overdue amount; latest invoice; latest payment; collection status; version; email;
    reference; customer; product; note; task; credits; payments; subscription; plan; charge; deleted;
    start of service; start of billing; months of the term; agreement in Firmao; subscription in Firmao;
    subscription in Ordway; customer in Firmao; customer in Ordway; entry in Firmao; day of the agreement; day it ends;
    end of the term; due date; day it was reversed; amount credited, with tax; amount of the order, net;
    number of invoices; amount a period, net; automatic payment; paid amount; refunded amount; unapplied amount;
    invoices it pays; for; applied amount; billed; charged; firmao customer id; ordway customer id;
    ordway subscription id
    """
)

# Names of fields that are states elsewhere.
ONLY_OF_FIELDS = {"applied": within("field", "applied"), "refunded": within("field", "refunded")}

TERMS = (
    # States of documents, links, corrections and pulls, as both systems, the model and the ledger have them.
    *these(
        """
        paid; processed; active; inactive; accepted; confirmed; tied out; not tied out; settled; read; resolved;
        posted; running; reading; merging; sent; new; open; during negotiations; partially paid; partially refunded;
        pending; quarantined; interrupted; paused; reopened; overdue; rejected; draft; executed; reversed; refunded;
        cancelled; expired; waiting; waived; done; authentication required; manual; conflicted
        """
    ),
    # How grave a discrepancy is.
    *these(
        """
        high; medium; low
        """
    ),
    # Kinds of records and of links, and how a link was made.
    *these(
        """
        line; product; contract line; credit; refund; customer; explicit field; tax id; CRM only; billing only;
        contract number; code
        """
    ),
    # What happened on an account, as its timeline has it.
    *these(
        """
        signed; amended; renewed; drafted; invoiced; credited; noted; corrected; decided; found; commented
        """
    ),
    # What happened to a correction.
    *these(
        """
        proposed; approved; sending; answered; unknown; applied; verified; failed; looked again; sending asked for;
        followed up; step sending; step answered; step answer lost; step postponed; step applied; step refused;
        step conflicted; step lost
        """
    ),
    # Who acts without a person, and in which role.
    *these(
        """
        the outbox; the policy; the reconciliation; system
        """
    ),
    # Kinds of corrections.
    *these(
        """
        publish; note; task; link; relink; add line; change line; remove line; add entry; update entry;
        remove entry; update agreement; create agreement; extend agreement; end agreement; create customer;
        update customer; create subscription; change subscription; renew subscription; activate subscription;
        cancel subscription; reactivate; create invoice; post invoice; update invoice; reverse invoice; rebill invoice;
        invoice rest; apply payment; apply credit; reapply payment
        """
    ),
    # How often and when something is billed.
    *these(
        """
        Monthly; Quarterly; Semi-Annually; Annually; Yes; No; auto-pay; no auto-pay; card; transfer; In Advance;
        In Arrears; yes; no; current
        """
    ),
    # What billing lacks of a contract, and which kind of new business it is.
    *these(
        """
        customer and subscription; next term; renewal; expansion
        """
    ),
    # Why the amounts of a contract are not compared.
    *these(
        """
        a day cannot be read; unknown billing period; currency differs; billing period differs;
        unknown start of billing periods; tiers cannot be read, or none is as high; tiers were raised at a renewal;
        a line has no quantity or no price; a line names no product; length of a renewal is not said
        """
    ),
    # The lists that are pulled, how, and on whose behalf.
    *these(
        """
        customers; contacts; agreements; entries; offers; products; sales notes; sales opportunities; transactions;
        users; billing schedules; credits; orders; plans; refunds; invoices; payments; subscriptions; full;
        incremental; app; schedule; command line
        """
    ),
    # What either side holds, field by field.
    *these(
        """
        Renews by itself; Days to pay; Paid by; Discount; Net a period; Net of the period; Invoiced on; Due on;
        Paid or applied; Refunded
        """
    ),
    *FIELDS_OF_RECORDS,
    # What stands in a field.
    *these(
        """
        empty; true; false
        """
    ),
    # Roles, and what they allow.
    *these(
        """
        finance; finance lead; approver; customer success; sales; admin; propose a correction;
        approve or reject a correction; send an approved correction; publish balances to Firmao;
        leave a note or a task in Firmao; decide about discrepancies and links; comment on a discrepancy;
        close a month or open it again; record contacts, promises and disputes;
        see the commission of everybody; sign a statement of commission;
        see their own commission; send a test notification
        """
    ),
    # What a decision lacks, after "Say".
    *these(
        """
        who decides; who signs; who closes; who reopens; what the sign-off rests on; why the month is opened again;
        why it is an exception; why it is waived; why the exception ends; why the waiver is taken back; what was said;
        why it is disputed; why the dispute changes; why the promise is withdrawn; in which currency
        """
    ),
    # States of commission, why none can be told, and what counts of an invoice.
    *these(
        """
        expected; at risk; earned; released; clawed back; counted; other contract; excluded product; not sold;
        after the window; processed; adjustment; payment
        """
    ),
    # Titles of the rules.
    *these(
        """
        Contract not billed; Subscription without contract; Billed after the contract's end; Stopped too early;
        Renewal not billed; Expansion not billed; Contract does not add up; Subscription never activated;
        Invoice missing; Invoice does not add up; Invoice late; Billed twice; Period under-billed; Period over-billed;
        Proration wrong; Wrong due date; Tax differs; Stuck draft; Account only in the CRM;
        Account only in billing; Ambiguous link between accounts; Account details differ; The CRM shows stale money;
        Unapplied cash; Invoice short-paid; Invoice overpaid; Failed payment not retried; Paid for someone else;
        Refund without cause; Unapplied credit; Product missing in billing; Automatic renewal differs;
        Payment terms differ; Payment channel differs; Billed in advance or in arrears, unlike the contract;
        Product not in the contract; Quantity differs; Unit price differs; Discount differs; Currency differs;
        Billing period differs; Start date differs; End or term differs
        """
    ),
    # What clauses of evidence name beside names and figures.
    *these(
        """
        no amount; no invoice; no payment; in advance; in arrears; transfer; card; cash; address; e-mail; name
        """
    ),
)
