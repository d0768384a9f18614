"""What a print shop is sent: press files, job sheet, ticket, proofs, and the letter with them."""
