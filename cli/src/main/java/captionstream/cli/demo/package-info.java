/** The whole pipeline in one process. */
@NullMarked
package captionstream.cli.demo;

import org.jspecify.annotations.NullMarked;
