package io.nightjar.model;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Where visits come from, by the words of the referrer. */
final class Referrers {
    static final String PRICE_PORTAL = "price_portal";

    private static final Set<String> DIRECT = Set.of("", "direct", "(direct)", "none", "(none)");
    private static final Map<String, Pattern> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put(PRICE_PORTAL, Pattern.compile("price|preis|idealo|geizhals|billiger|kelkoo|shopping\\."));
        KINDS.put("mail", Pattern.compile("newsletter|mail"));
        KINDS.put("ads", Pattern.compile("adclick|doubleclick|cpc|gclid|\\bads?\\b"));
        KINDS.put("search", Pattern.compile("google|bing|duckduckgo|yahoo|ecosia|baidu|yandex|search"));
        KINDS.put("social", Pattern.compile("social|facebook|instagram|tiktok|pinterest|twitter|youtube|reddit"));
    }

    private Referrers() {}

    /** direct, search, social, mail, price_portal, ads or other. */
    static String kind(String referrer) {
        String text = referrer == null ? "" : referrer.strip().toLowerCase(Locale.ROOT);
        if (DIRECT.contains(text)) {
            return "direct";
        }
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("other");
    }
}
