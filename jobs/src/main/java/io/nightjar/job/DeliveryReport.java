package io.nightjar.job;

import java.util.List;

/**
 * What a destination was given.
 *
 * @param destination in words, as {@code warehouse}
 * @param place where to look
 * @param outputs one line per table or file
 */
public record DeliveryReport(String destination, String place, List<Output> outputs) {
    /**
     * One table or file that was delivered.
     *
     * @param dataset table or segment
     * @param name of the table or file at the destination
     * @param rows how many
     * @param bytes size of a file; 0 for tables
     * @param contentHash order-free hash of a table, SHA-256 of a file
     */
    public record Output(String dataset, String name, long rows, long bytes, String contentHash) {}
}
