/** Benchmarks, each a command of {@code benchmarks/run.sh}. */
@NullMarked
package captionstream.benchmarks;

import org.jspecify.annotations.NullMarked;
