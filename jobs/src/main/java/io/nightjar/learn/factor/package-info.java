/** Implicit-feedback factorisation over primitive arrays: who bought what, as short vectors. Knows no Spark table. */
package io.nightjar.learn.factor;
