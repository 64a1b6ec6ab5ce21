package io.nightjar.staging;

import org.apache.spark.sql.Column;

/**
 * Why a row cannot be used.
 *
 * @param code one word in capitals
 * @param broken whether a row breaks the rule
 * @param detail a sentence with column and value
 */
record RowRule(String code, Column broken, Column detail) {}
