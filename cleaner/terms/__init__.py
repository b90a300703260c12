"""The glossary: schema and loading, matching, inflection."""
