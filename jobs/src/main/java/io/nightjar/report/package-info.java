/**
 * The night's page: one HTML file for people, and the lines that end a night in the terminal. Reads nothing but the
 * values it is given and needs no Spark; whoever calls it gathers them and decides where the page is kept.
 */
package io.nightjar.report;
