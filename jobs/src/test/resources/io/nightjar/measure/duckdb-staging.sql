-- The mapping of conf/local.conf, as DuckDB has it: text in, types out.
SELECT OrderNo, Line, CustomerNo, "E-Mail", Phone, try_cast(OrderedAt AS TIMESTAMPTZ) AS ordered_at, SKU,
  CASE WHEN Type = 'RETURN' THEN -try_cast(Qty AS DECIMAL(18,3)) ELSE try_cast(Qty AS DECIMAL(18,3)) END AS quantity,
  try_cast(UnitPrice AS DECIMAL(18,4)) AS unit_price, try_cast(LineTotal AS DECIMAL(18,2)) AS amount,
  try_cast(Discount AS DECIMAL(18,2)) AS discount_amount, Type = 'RETURN' AS is_return, Currency
FROM read_csv('{exports}/purchases/web-*.csv.gz', header = true, all_varchar = true, delim = ',', quote = '"',
  ignore_errors = true, null_padding = true);
SELECT Bon, Pos, Filiale, Karte, try_strptime(Datum, '%d.%m.%Y %H:%M') AS ordered_at, Artikel,
  try_cast(replace(Menge, ',', '.') AS DECIMAL(18,3)) AS quantity,
  try_cast(replace(Einzelpreis, ',', '.') AS DECIMAL(18,4)) AS unit_price,
  try_cast(replace(Summe, ',', '.') AS DECIMAL(18,2)) AS amount,
  try_cast(replace(Rabatt, ',', '.') AS DECIMAL(18,2)) AS discount_amount, Menge LIKE '-%' AS is_return
FROM read_csv('{exports}/purchases/till-*.csv', header = true, all_varchar = true, delim = ';', quote = '"',
  encoding = 'latin-1', ignore_errors = true, null_padding = true);
SELECT sku, name, category_path, brand, try_cast(list_price AS DECIMAL(18,2)) AS price,
  try_cast(unit_cost AS DECIMAL(18,2)) AS unit_cost, try_cast(stock AS BIGINT) AS stock,
  try_cast(warranty_months AS INT) AS warranty_months
FROM read_csv('{exports}/products/products.csv', header = true, all_varchar = true, delim = ',', quote = '"');
SELECT CustomerNo, "First Name", "Last Name", "E-Mail", Phone, Street, ZIP, City, Country,
  try_strptime("Birth Date", '%d/%m/%Y')::DATE AS birth_on, Language,
  try_strptime(Registered, '%d/%m/%Y') AS registered_at, "Opt-In E-Mail" = 'Y' AS email_opt_in,
  "Opt-In SMS" = 'Y' AS sms_opt_in, "Opt-In Phone" = 'Y' AS phone_opt_in, "Opt-In Post" = 'Y' AS post_opt_in,
  "Opt-In Ads" = 'Y' AS ads_opt_in, try_cast("Consent Date" AS TIMESTAMP) AS consent_at,
  try_cast("Last Change" AS TIMESTAMP) AS updated_at
FROM read_csv('{exports}/customers/crm-*.csv', header = true, all_varchar = true, delim = ',', quote = '"',
  ignore_errors = true, null_padding = true);
SELECT card, customer, name ->> '$.first' AS first_name, name ->> '$.last' AS last_name, contact ->> '$.mail' AS email,
  contact ->> '$.mobile' AS phone, try_cast(joined AS DATE) AS joined_on, tier,
  try_cast(points ->> '$.balance' AS BIGINT) AS points_balance,
  try_cast(points ->> '$.nextExpiry' AS DATE) AS points_expire_on
FROM read_json('{exports}/loyalty/members-*.jsonl', format = 'newline_delimited', ignore_errors = true, columns = {card:
  'VARCHAR', customer: 'VARCHAR', name: 'JSON', contact: 'JSON', joined: 'VARCHAR', tier: 'VARCHAR', points: 'JSON'});
SELECT EventId, Card, to_timestamp(try_cast("At" AS BIGINT)) AS occurred_at, try_cast(Points AS BIGINT) AS points,
  CASE Kind WHEN 'E' THEN 'earn' WHEN 'B' THEN 'burn' WHEN 'X' THEN 'expire' END AS kind, "Order"
FROM read_csv('{exports}/loyalty/events-*.csv.gz', header = true, all_varchar = true, delim = '|', quote = '"',
  ignore_errors = true, null_padding = true);
SELECT eventId, visitorId, userId, ts, CASE type WHEN 'pageview' THEN 'page_view' WHEN 'pdp' THEN 'product_view'
  WHEN 'search' THEN 'search' WHEN 'cart_add' THEN 'add_to_cart' WHEN 'cart_remove' THEN 'remove_from_cart'
  WHEN 'checkout' THEN 'checkout' WHEN 'order' THEN 'purchase' WHEN 'download' THEN 'document_download'
  WHEN 'login' THEN 'login' END AS event_type, sku, category, query, url, orderNo, device, referrer,
  try_cast(qty AS DECIMAL(18,3)) AS quantity, try_cast(price AS DECIMAL(18,4)) AS price, sessionId
FROM read_parquet('{exports}/clickstream/events-*.parquet');
SELECT id, customer ->> '$.no' AS customer_key, customer ->> '$.mail' AS email, customer ->> '$.tel' AS phone,
  try_cast(opened AS TIMESTAMPTZ) AS occurred_at, kind, channel, text, "order", sku, try_cast(stars AS INT) AS rating,
  try_cast(closed AS TIMESTAMPTZ) AS resolved_at
FROM read_json('{exports}/service/tickets-*.jsonl', format = 'newline_delimited', ignore_errors = true, columns = {id:
  'VARCHAR', customer: 'JSON', opened: 'VARCHAR', closed: 'VARCHAR', kind: 'VARCHAR', channel: 'VARCHAR', text:
  'VARCHAR', "order": 'VARCHAR', sku: 'VARCHAR', stars: 'VARCHAR'});
SELECT MessageId, CustomerNo, "E-Mail", Campaign, Channel, Topic, try_cast(SentAt AS TIMESTAMP) AS sent_at,
  try_cast(DeliveredAt AS TIMESTAMP) AS delivered_at, try_cast(OpenedAt AS TIMESTAMP) AS opened_at,
  try_cast(ClickedAt AS TIMESTAMP) AS clicked_at, try_cast(UnsubscribedAt AS TIMESTAMP) AS unsubscribed_at,
  "Group" = 'C' AS is_control
FROM read_csv('{exports}/marketing/contacts-*.csv.gz', header = true, all_varchar = true, delim = ',', quote = '"',
  ignore_errors = true, null_padding = true);
