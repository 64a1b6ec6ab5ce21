-- What the profile sums up of purchases and clicks, from the same staged rows: {tables} is the night's folder of tables,
-- {date} the as-of date.
create view links as select * from read_parquet('{tables}/identity_links/**/*.parquet');
create view lines as select * from read_parquet('{tables}/purchases/**/*.parquet')
  where customer_id is not null and ordered_on <= date '{date}';
create view products as select p.* from read_parquet('{tables}/parsed_products/**/*.parquet') as p
  anti join read_parquet('{tables}/dropped_products/**/*.parquet') as d using (feed, file, line)
  where p.reason is null;
create view clicks as
  select coalesce(l.customer_id, v.customer_id) as customer_id, occurred_at::date as occurred_on, e.*
  from (select p.* from read_parquet('{tables}/parsed_clickstream/**/*.parquet') as p
    anti join read_parquet('{tables}/dropped_clickstream/**/*.parquet') as d using (feed, file, line)
    where p.reason is null) e
  join links v on v.source = 'clickstream' and v.source_key = e.visitor_id
  left join links l on l.source = 'customers' and l.source_key = e.login
  where occurred_at::date <= date '{date}';

create table of_purchases as
select customer_id, min(ordered_on) filter (not is_return) as first_on, max(ordered_on) filter (not is_return) as last_on,
  count(distinct ordered_on) filter (not is_return) as days, sum(amount) as spent,
  sum(amount) filter (not is_return) as sold, sum(discount_amount) filter (not is_return) as discount,
  count_if(is_return) as returns, count(distinct product_id) filter (not is_return) as products
from lines group by customer_id;

create table of_clicks as
select customer_id, min(occurred_on) as first_on, max(occurred_on) as last_on,
  count(distinct session_id) filter (occurred_on > date '{date}' - 7) as visits_7,
  count(distinct session_id) filter (occurred_on > date '{date}' - 30) as visits_30,
  count(distinct session_id) filter (occurred_on > date '{date}' - 90) as visits_90,
  count_if(event_type = 'product_view' and occurred_on > date '{date}' - 7) as views_7,
  count_if(event_type = 'product_view' and occurred_on > date '{date}' - 30) as views_30,
  count_if(event_type = 'product_view' and occurred_on > date '{date}' - 90) as views_90,
  count_if(event_type = 'search' and occurred_on > date '{date}' - 7) as searches_7,
  count_if(event_type = 'search' and occurred_on > date '{date}' - 30) as searches_30,
  count_if(event_type = 'search' and occurred_on > date '{date}' - 90) as searches_90,
  count_if(event_type = 'add_to_cart' and occurred_on > date '{date}' - 7) as carts_7,
  count_if(event_type = 'add_to_cart' and occurred_on > date '{date}' - 30) as carts_30,
  count_if(event_type = 'add_to_cart' and occurred_on > date '{date}' - 90) as carts_90,
  count(distinct visitor_id) filter (occurred_on > date '{date}' - 7) as devices_7,
  count(distinct visitor_id) filter (occurred_on > date '{date}' - 30) as devices_30,
  count(distinct visitor_id) filter (occurred_on > date '{date}' - 90) as devices_90,
  count(distinct occurred_on) filter (occurred_on > date '{date}' - 7) as days_7,
  count(distinct occurred_on) filter (occurred_on > date '{date}' - 30) as days_30,
  count(distinct occurred_on) filter (occurred_on > date '{date}' - 90) as days_90,
  mode(device) as device
from clicks group by customer_id;

create table of_tastes as
select customer_id, basis, kind, value, count(*) as evidence, sum(weight) as weight
from (
  select customer_id, 'bought' as basis, pow(2, -date_diff('day', ordered_on, date '{date}') / 180.0) as weight,
    unnest(['category', 'brand', 'channel']) as kind, unnest([category, brand, channel]) as value
  from lines left join products using (product_id) where not is_return
  union all
  select customer_id, 'browsed', pow(2, -date_diff('day', occurred_on, date '{date}') / 180.0),
    unnest(['category', 'brand']), unnest([p.category, brand])
  from clicks left join products p using (product_id)
  where event_type in ('product_view', 'add_to_cart') and occurred_on > date '{date}' - 365)
where value is not null group by customer_id, basis, kind, value;
