//! The tree keeps its own rules.

use heddle_testkit::{tidy, tree_root};

#[test]
fn the_tree_is_tidy() {
    let root = tree_root();
    for warning in tidy::warnings(&root).expect("the tree can be read") {
        println!("warning: {warning}");
    }
    let violations = tidy::violations(&root).expect("the tree can be read");
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
}
