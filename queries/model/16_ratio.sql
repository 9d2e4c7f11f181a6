-- How many times one amount goes into another.
-- grain: none; a decimal with four decimals, rounded half up, null where the whole is nothing

-- In whole numbers, since a decimal that is divided is none any more.
create or replace macro model.ratio(part, whole) as (
    sign(part)::integer
    * ((2 * (abs(part)::decimal(38, 4) * 10000)::hugeint * 10000 + (whole::decimal(38, 4) * 10000)::hugeint)
        // nullif(2 * (whole::decimal(38, 4) * 10000)::hugeint, 0))::decimal(28, 0)
    * 0.0001::decimal(4, 4)
)::decimal(18, 4);
