/** The statistics on two levels against a plain aggregation by prompt, in processes of their own. */
@NullMarked
package captionstream.benchmarks.statistics;

import org.jspecify.annotations.NullMarked;
