-- Amounts in a currency's own units: hundredths, but for the currencies that have none and those that have thousandths.
-- reads: recon.currency
set variable decimals_of = (select map_from_entries(list({'code': code, 'decimals': decimals})) from recon.currency);

create or replace temp macro decimals(currency) as coalesce(getvariable('decimals_of')[currency], 2);

create or replace temp macro smallest_unit(currency) as
    case decimals(currency) when 0 then 1 when 3 then 0.001 else 0.01 end::decimal(4, 3);

-- Rounded half up, away from zero. Each is cast by itself: what wide decimals have in common has no decimals left.
create or replace temp macro rounded(amount, currency) as case decimals(currency)
    when 0 then round(amount, 0)::decimal(18, 3)
    when 3 then round(amount, 3)::decimal(18, 3)
    else round(amount, 2)::decimal(18, 3)
end;

-- As many decimals as the currency has; where an amount has a part of its smallest unit, that is not hidden.
create or replace temp macro shown_decimals(amount, currency) as case
    when decimals(currency) = 3 then 3
    when decimals(currency) = 0 and amount = round(amount, 0) then 0
    else 2
end;

create or replace temp macro plain_amount(amount, currency) as case shown_decimals(amount, currency)
    when 0 then amount::decimal(18, 0)::varchar
    when 3 then amount::decimal(18, 3)::varchar
    else amount::decimal(18, 2)::varchar
end;

create or replace temp macro in_currency(amount, currency) as case shown_decimals(amount, currency)
    when 0 then format('{:,.0f}', amount)
    when 3 then format('{:,.3f}', amount)
    else format('{:,.2f}', amount)
end;

-- What an amount is said to be, also where none is said.
create or replace temp macro amount_told(amount, currency) as coalesce(in_currency(amount, currency), 'no amount');

-- A price may be a fraction of the smallest unit.
create or replace temp macro plain_price(price, currency) as
    if(price = rounded(price, currency), plain_amount(price, currency), recon.number(price));

create or replace temp macro as_price(price, currency) as
    if(price = rounded(price, currency), in_currency(price, currency), recon.number(price));
