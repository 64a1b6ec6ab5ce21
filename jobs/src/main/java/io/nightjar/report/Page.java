package io.nightjar.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The frame of the page and the order of its sections. */
final class Page {
    /** Nothing may be loaded and no script may run, even if a text slipped through as markup. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private Page() {}

    static String of(NightPage night) {
        Html main = Html.tag("main")
                .add(
                        Headline.of(night),
                        ListsSection.of(night),
                        PlanSection.of(night),
                        ReceiptsSection.of(night),
                        ReadSection.of(night),
                        PeopleSection.of(night),
                        PathsSection.of(night),
                        ModelsSection.of(night),
                        ReadinessSection.of(night),
                        ChecksSection.of(night),
                        PlacesSection.of(night),
                        TimingsSection.of(night),
                        Glossary.list());
        return "<!DOCTYPE html>\n"
                + Html.tag("html")
                        .set("lang", "en")
                        .add(head(night), Html.tag("body").add(main)) + "\n";
    }

    /** A section with its heading and one sentence that says what it answers. */
    static Html section(String id, String heading, String about) {
        return Html.tag("section")
                .set("id", id)
                .add(Html.tag("h2").text(heading), Html.tag("p", "about").text(about));
    }

    /** What stands where there is nothing to show. */
    static Html nothing(String sentence) {
        return Html.tag("p", "nothing").text(sentence);
    }

    private static Html head(NightPage night) {
        String state = night.isPublished() ? "published" : "not published";
        return Html.tag("head")
                .add(
                        Html.tag("meta").set("charset", "utf-8"),
                        Html.tag("meta")
                                .set("http-equiv", "Content-Security-Policy")
                                .set("content", POLICY),
                        Html.tag("meta").set("name", "viewport").set("content", "width=device-width, initial-scale=1"),
                        Html.tag("meta").set("name", "color-scheme").set("content", "light dark"),
                        Html.tag("title").text("Nightjar, night of " + night.asOf() + ": " + state),
                        Html.style(styleSheet()));
    }

    private static String styleSheet() {
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("page.css is missing beside " + Page.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
