package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What one campaign tool wants to find in a file. One small class each; {@link Dialects} lists them. */
public interface Dialect {
    /** As in {@code delivery.tools}. */
    String name();

    /** By which the tool reaches people: a list is written for it if it has one of them. */
    Set<Channel> channels();

    FileRules file();

    /** Every column the tool knows. */
    List<ColumnRule> rules();

    /** Ways to find a person; each is a set of columns that must all have a value. */
    List<List<String>> matchKeys();

    /** Columns of a list's files, in order. */
    List<Column> columns(ListFacts list);

    /**
     * Columns by which the tool knows a row again; no two rows of a file share them. Empty: all columns, where a changed
     * row is one person to forget and another to learn.
     */
    default List<String> identity() {
        return List.of();
    }

    /** Header of the file that takes people off the list. */
    default List<String> removalHeader(ListFacts list) {
        return identity().isEmpty() ? columns(list).stream().map(Column::header).toList() : identity();
    }

    /**
     * The row that takes somebody off the list.
     *
     * @param delivered what the tool was told about the person, by header
     */
    default List<String> removal(ListFacts list, UnaryOperator<String> delivered) {
        return removalHeader(list).stream().map(delivered).toList();
    }

    /** Whether a list that no channel goes with is written too, with ids only. */
    default boolean writesListsOfIds() {
        return false;
    }

    /** The consent that holds for every row of a file, where the tool wants a file for each; empty where it is in the rows. */
    default String consent() {
        return "";
    }

    /** Name of a list's files without part and ending. */
    default String stem(ListFacts list) {
        return list.segment() + "_" + list.asOf() + "_" + name() + (consent().isEmpty() ? "" : "_" + consent());
    }

    /** What is wrong with a header as a whole, beyond single columns. */
    default List<Complaint> headerComplaints(List<String> header) {
        return List.of();
    }

    /** What is wrong with a row as a whole, beyond single values. */
    default Optional<Complaint> rowComplaint(UnaryOperator<String> row) {
        return Optional.empty();
    }
}
