/** Groups of people who are alike: k-means, how many groups there are, and which group is which from night to night. */
package io.nightjar.learn.cluster;
