package io.nightjar.job;

import io.nightjar.schema.Table;
import java.util.List;
import java.util.Locale;

/** One step of the night. There are three kinds, because there are three kinds of outcome. */
public sealed interface Job permits TableJob, ModelJob, DeliveryJob {
    /** What it reads, all of it. */
    List<Table> inputs();

    /** As on the command line: {@code BuildRfm} is {@code build-rfm}. */
    default String name() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /** Everything but tables and date that the outcome depends on, as text: settings, files. */
    default String settings() {
        return "";
    }
}
