const a = "The police , the";
