/** Showing, downloading and making model bundles. */
@NullMarked
package captionstream.cli.models;

import org.jspecify.annotations.NullMarked;
