-- What a customer owes as one text, the way it is published to Firmao, and what such a text says. Amounts in different
-- currencies are never added: a customer that is invoiced in one has a plain amount, "1200.00", one that is invoiced in
-- several has each by its currency, "1200.00 EUR; 300.00 PLN", without those in which nothing is owed.
-- grain: none; amounts are lists of {currency, amount, decimals}, one for each currency that the customer is invoiced in

create or replace macro model.owed_as_text(amounts) as case
    when coalesce(len(amounts), 0) < 2
        then model.amount_text(coalesce(amounts[1].amount, 0), coalesce(amounts[1].decimals, 2))
    else coalesce(
        nullif(
            array_to_string(
                list_transform(
                    list_sort(list_filter(amounts, lambda one: one.amount <> 0)),
                    lambda one: model.amount_text(one.amount, one.decimals) || ' ' || one.currency
                ),
                '; '
            ),
            ''
        ),
        '0.00'
    )
end;

-- currency is null where the text names none, amount where it cannot be read.
create or replace macro model.owed_in_text(told) as list_transform(
    string_split(told, ';'),
    lambda part: {
        'currency': nullif(upper(regexp_extract(trim(part), '[A-Za-z]{3}$')), ''),
        'amount': reading.money(trim(regexp_replace(trim(part), '[A-Za-z]{3}$', '')))
    }
);

create or replace macro model.owed_is_read(told) as
    not list_contains(list_transform(model.owed_in_text(told), lambda one: one.amount is null), true);
