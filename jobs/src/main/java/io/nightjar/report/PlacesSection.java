package io.nightjar.report;

import io.nightjar.job.DeliveryReport;
import io.nightjar.job.DeliveryReport.Output;

/** Where tables and files went, with what it takes to recognise them. */
final class PlacesSection {
    private static final int FINGERPRINT_SHOWN = 12;

    private PlacesSection() {}

    static Html of(NightPage night) {
        Html section = Page.section("places", "Where things are", about(night));
        if (night.deliveries().isEmpty()) {
            return section.add(Page.nothing(
                    night.isPublished() ? "Nothing is configured to be delivered." : "Nothing was delivered tonight."));
        }
        night.deliveries().forEach(delivery -> section.add(card(delivery)));
        return section;
    }

    private static String about(NightPage night) {
        if (night.deliveries().isEmpty()) {
            return "What was delivered, and where to.";
        }
        return night.isPublished()
                ? "What was delivered; each table and file was read back before readers saw it."
                : "What was prepared. Readers do not see it, because the night is not published.";
    }

    /** Tables have no size. */
    static String noun(DeliveryReport delivery) {
        return bytes(delivery) > 0 ? "file" : "table";
    }

    private static long bytes(DeliveryReport delivery) {
        return delivery.outputs().stream().mapToLong(Output::bytes).sum();
    }

    private static Html card(DeliveryReport delivery) {
        String noun = noun(delivery);
        long rows = delivery.outputs().stream().mapToLong(Output::rows).sum();
        long bytes = bytes(delivery);
        String sums = Figures.count(delivery.outputs().size(), noun) + ", " + Figures.count(rows, "row")
                + (bytes > 0 ? ", " + Figures.bytes(bytes) : "");
        return Html.tag("article", "delivery")
                .add(
                        Html.tag("div", "top")
                                .add(
                                        Html.tag("h3").text(Figures.title(delivery.destination())),
                                        Html.tag("p", "numbers").text(sums)),
                        Html.tag("p", "files").add(Grid.code(delivery.place())),
                        Html.tag("details").add(Html.tag("summary").text("Each " + noun), table(delivery, noun)));
    }

    private static Html table(DeliveryReport delivery, String noun) {
        boolean sized = bytes(delivery) > 0;
        Grid grid = new Grid().words(Figures.title(noun)).words("Holds").numbers("Rows");
        if (sized) {
            grid.numbers("Size");
        }
        grid.words("Fingerprint");
        for (Output output : delivery.outputs()) {
            Html name = Grid.code(output.name());
            Html holds = Grid.text(output.dataset());
            Html rows = Grid.count(output.rows());
            Html fingerprint = fingerprint(output.contentHash());
            if (sized) {
                grid.row(name, holds, rows, Grid.text(Figures.bytes(output.bytes())), fingerprint);
            } else {
                grid.row(name, holds, rows, fingerprint);
            }
        }
        return grid.html();
    }

    private static Html fingerprint(String hash) {
        String whole = hash == null ? "" : hash;
        return Grid.code(whole.substring(0, Math.min(FINGERPRINT_SHOWN, whole.length())))
                .tip(whole);
    }
}
