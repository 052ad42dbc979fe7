/** One service each, run until it is stopped. */
@NullMarked
package captionstream.cli.services;

import org.jspecify.annotations.NullMarked;
