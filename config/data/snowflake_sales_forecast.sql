-- Ten thousand invented scores of a sales-forecast model, for config/snowflake-sales-forecast.yaml: in an account of
-- one's own, or in the local stand-in of Snowflake. The same rows at every run.
create or replace table sales_forecast as
select
    160000000 + n * 613 as customer_id,
    (n * 7919 % 10000 / 10000)::number(5,4) as iphone,
    iff(n % 33 = 0, null, (n * 104729 % 10000 / 10000)::number(5,4)) as apple_watch,
    (n * 1299709 % 1000000 / 100)::number(12,2) as predicted_revenue,
    object_construct('model', 'sales-v7', 'region', iff(n % 3 = 0, 'EMEA', 'Americas')) as details,
    dateadd('second', n, '2026-11-16 02:00:00'::timestamp_ntz) as scored_at
from (select seq4() as n from table(generator(rowcount => 10000)));
