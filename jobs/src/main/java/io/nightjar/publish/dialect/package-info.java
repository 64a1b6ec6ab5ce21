/**
 * How each campaign tool wants its files: headers, spelling, hashing, limits. Reads people whom the consent gate let
 * pass, makes their row in a tool's words, and says of any file why a tool would refuse it. Knows nothing of Spark.
 */
package io.nightjar.publish.dialect;
