package io.nightjar.app;

import java.net.URI;
import java.net.URISyntaxException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.config.Configurator;

/** Sends what Spark and its friends say to a file, so that the terminal is ours. */
final class Logs {
    private static final String FILE = "nightjar.log.file";

    private Logs() {}

    /** Call before anything logs. */
    static void quiet() {
        if (System.getProperty(FILE) == null) {
            System.setProperty(
                    FILE,
                    System.getProperty("java.io.tmpdir") + "/nightjar-"
                            + ProcessHandle.current().pid() + ".log");
        }
        try {
            URI config = Logs.class.getResource("/nightjar-log4j2.properties").toURI();
            Configurator.reconfigure(config);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static String place() {
        return System.getProperty(FILE);
    }

    static void trace(Exception trouble) {
        Logger log = LogManager.getLogger(Logs.class);
        log.error("Not foreseen", trouble);
    }
}
